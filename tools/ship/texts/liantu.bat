@echo off
rem Every command: liantu.bat gaps, liantu.bat --help
setlocal
if not defined LIANTU_HOME set "LIANTU_HOME=%~dp0workspace"
"%~dp0python\python.exe" -X utf8 -m liantu %*
