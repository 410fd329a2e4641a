@echo off
rem ASCII only: it reads the same under every code page. What is said in Chinese, office.py says.
setlocal
title liantu
if not exist "%~dp0python\python.exe" goto unpacked
set "LIANTU_HOME=%~dp0workspace"
"%~dp0python\python.exe" -X utf8 "%~dp0office.py" packs
pause
exit /b
:unpacked
echo Qing xian jie ya zheng ge zip wen jian, zai shuang ji.
echo First unpack the whole zip file, then double-click again.
pause
exit /b 1
