#!/bin/sh
exec "$(dirname "$0")/app/bin/speech-assistant" serve "$@"
