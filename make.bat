@echo off
rem The tasks, as `make` does them elsewhere: make.bat demo / test / check / bench / docs / bundle / release / lock
setlocal
cd /d "%~dp0"
where py >nul 2>nul
if not errorlevel 1 (
    py -3 tools\setup.py %*
    exit /b
)
where python >nul 2>nul
if not errorlevel 1 (
    python tools\setup.py %*
    exit /b
)
echo No Python was found, type: winget install Python.Python.3.12
exit /b 1
