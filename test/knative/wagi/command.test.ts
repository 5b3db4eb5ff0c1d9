import { checkListening, findFlag } from '../../../lib/knative/wagi/command';
import { Probe } from '../../../lib/pod/probe';
import { errorOf, synth } from '../../support/synth';

test.each([
  [['-l', '0.0.0.0:80'], { flag: '-l', value: '0.0.0.0:80' }],
  [['--listen=0.0.0.0:80'], { flag: '--listen', value: '0.0.0.0:80' }],
  [['--env', 'A=1', '-l=a=b'], { flag: '-l', value: 'a=b' }],
  [['-l'], { flag: '-l', value: undefined }],
  [['--listening', 'x'], undefined],
])('the flag in %j is %j', (args, flag) => {
  expect(findFlag(args, '-l', '--listen')).toStrictEqual(flag);
});

test.each([
  {},
  { args: ['-l', '0.0.0.0:8080'] },
  { port: 3000, args: ['--listen=0.0.0.0:3000'] },
  { args: ['-l', '[::]:8080'] },
  { args: ['-l', '127.0.0.1:8080'] },
  { port: 3000, args: ['-c', 'modules.toml'] },
  { port: 3000, command: ['/usr/bin/wagi'] },
  { args: ['-l', '[::]:8080'], livenessProbe: Probe.tcpSocket(), startupProbe: Probe.tcpSocket() },
  { command: ['/server'], args: ['--verbose'], livenessProbe: Probe.tcpSocket() },
])('%j makes WAGI listen where Knative sends requests, or is not checked', (command) => {
  expect(() => synth((chart) => checkListening(chart, command))).not.toThrow();
});

test.each([
  [
    { args: ['-l', '127.0.0.1:3000'] },
    'args -l ("127.0.0.1:3000") must be "0.0.0.0:8080", where Knative sends the requests: correct it, or pass port',
  ],
  [
    { args: ['-l', '[::1]:8080'] },
    'args -l ("[::1]:8080") must be "0.0.0.0:8080", where Knative sends the requests: correct it, or pass port',
  ],
  [
    { args: ['-l', '127.0.0.1:8080'], livenessProbe: Probe.tcpSocket() },
    'args -l ("127.0.0.1:8080") is an address where livenessProbe does not reach it, since the kubelet sends it to the IP address of the ' +
      'pod: write "0.0.0.0:8080"',
  ],
  [
    { port: 8000, command: ['/usr/bin/wagi'] },
    'command (/usr/bin/wagi) makes WAGI listen on 127.0.0.1:3000, not on the port where Knative sends the requests: add ' +
      "'-l', '0.0.0.0:8000' to args",
  ],
  [
    { port: 3000, args: ['-c', 'a.toml'], startupProbe: Probe.tcpSocket() },
    'args (-c a.toml) makes WAGI listen on 127.0.0.1:3000, where startupProbe does not reach it, since the kubelet sends it to the IP ' +
      "address of the pod: add '-l', '0.0.0.0:3000' to args",
  ],
])('fails for %j', (command, message) => {
  expect(errorOf((chart) => checkListening(chart, command))).toBe(`${message} [test]`);
});
