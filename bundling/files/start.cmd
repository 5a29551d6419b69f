@echo off
rem Installs at the first start; then opens the page in the browser.
set PYTHONUTF8=1
set /p version=<"%~dp0python-version"
if exist "%~dp0app\installed" goto start
where py >nul 2>nul
if errorlevel 1 goto plain
py -%version% "%~dp0install.py"
if errorlevel 1 goto failed
goto start
:plain
python "%~dp0install.py"
if errorlevel 1 goto failed
:start
if "%~1"=="" ("%~dp0app\Scripts\speech-assistant.exe" serve) else ("%~dp0app\Scripts\speech-assistant.exe" %*)
exit /b %errorlevel%
:failed
pause
exit /b 1
