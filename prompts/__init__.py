"""The prompts for language models: text files, one per task and language, read by `assistant.prompting`."""
