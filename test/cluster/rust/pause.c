/* The sandbox container of a pod: holds its namespaces, reaps its processes, ends when asked. */
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) { _exit(0); }

static void reap(int signal) {
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}

int main(void) {
  struct sigaction reaping = {.sa_handler = reap, .sa_flags = SA_NOCLDSTOP};
  sigaction(SIGCHLD, &reaping, NULL);
  signal(SIGINT, end);
  signal(SIGTERM, end);
  for (;;) pause();
}
