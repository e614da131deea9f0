/** Done, and nothing of what was asked to be reported by the exit code. */
export const EXIT_FINE = 0;
/** It could not be done. */
export const EXIT_ERROR = 1;
/** Of a command that was asked to fail on findings. */
export const EXIT_FINDINGS = 2;
/** Ended by Ctrl+C: 128 and the signal's number, as shells have it. */
export const EXIT_INTERRUPTED = 130;

/** For `--help`. */
export const EXIT_HELP = `Exit codes:
  0    done
  1    error; with --exit-code also when nothing could be assessed
  2    vulnerabilities are shown, and --exit-code was given
  130  interrupted`;
