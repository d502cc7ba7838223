"""What can be said: vocabulary, Guideline paragraphs, questionnaires, reference data; Python only reads it."""
