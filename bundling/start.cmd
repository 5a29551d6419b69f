@echo off
"%~dp0app\Scripts\speech-assistant.exe" serve %*
