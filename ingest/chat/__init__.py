"""Reading through a chat endpoint: what is asked, how it is sent, and what of the answer is believed."""
