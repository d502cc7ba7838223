"""What a form prints, found again in a document: lines, words, questions, boxes, grids, quotations, fields."""
