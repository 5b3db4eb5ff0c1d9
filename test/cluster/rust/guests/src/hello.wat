;; Answers every request with "hello from POD", after as many milliseconds as DELAY_MS says.
(module
  (import "wasi:cli/environment@0.2.6" "get-environment" (func $environment (param i32)))
  (import "wasi:clocks/monotonic-clock@0.2.6" "subscribe-duration" (func $after (param i64) (result i32)))
  (import "wasi:io/poll@0.2.6" "[method]pollable.block" (func $block (param i32)))
  (import "wasi:io/poll@0.2.6" "[resource-drop]pollable" (func $drop_pollable (param i32)))
  (import "wasi:io/streams@0.2.6" "[method]output-stream.blocking-write-and-flush" (func $write (param i32 i32 i32 i32)))
  (import "wasi:io/streams@0.2.6" "[resource-drop]output-stream" (func $drop_stream (param i32)))
  (import "wasi:http/types@0.2.6" "[constructor]fields" (func $fields (result i32)))
  (import "wasi:http/types@0.2.6" "[constructor]outgoing-response" (func $response (param i32) (result i32)))
  (import "wasi:http/types@0.2.6" "[method]outgoing-response.body" (func $body (param i32 i32)))
  (import "wasi:http/types@0.2.6" "[method]outgoing-body.write" (func $stream (param i32 i32)))
  (import "wasi:http/types@0.2.6" "[static]outgoing-body.finish" (func $finish (param i32 i32 i32 i32)))
  (import "wasi:http/types@0.2.6" "[static]response-outparam.set"
    (func $answer (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))

  ;; 0: what calls return; 64 and 128: texts; from 4096: what calls allocate
  (memory (export "memory") 4)
  (data (i32.const 64) "hello from ")
  (data (i32.const 96) "\n")
  (data (i32.const 128) "HOSTNAMEDELAY_MS")
  (global $free (mut i32) (i32.const 4096))

  (global $name (mut i32) (i32.const 0))
  (global $name_length (mut i32) (i32.const 0))
  (global $delay_ms (mut i64) (i64.const 0))

  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $align i32) (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $free) (i32.const 15)) (i32.const -16)))
    (global.set $free (i32.add (local.get $at) (local.get $size)))
    (local.get $at))

  ;; both names have eight bytes, so that one load compares them
  (func $read_environment
    (local $pair i32) (local $end i32) (local $key i64)
    (call $environment (i32.const 0))
    (local.set $pair (i32.load (i32.const 0)))
    (local.set $end (i32.add (local.get $pair) (i32.shl (i32.load (i32.const 4)) (i32.const 4))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $pair) (local.get $end)))
        (if (i32.eq (i32.load offset=4 (local.get $pair)) (i32.const 8))
          (then
            (local.set $key (i64.load (i32.load (local.get $pair))))
            (if (i64.eq (local.get $key) (i64.load (i32.const 128)))
              (then
                (global.set $name (i32.load offset=8 (local.get $pair)))
                (global.set $name_length (i32.load offset=12 (local.get $pair)))))
            (if (i64.eq (local.get $key) (i64.load (i32.const 136)))
              (then (global.set $delay_ms (call $number (i32.load offset=8 (local.get $pair)) (i32.load offset=12 (local.get $pair))))))))
        (local.set $pair (i32.add (local.get $pair) (i32.const 16)))
        (br $next))))

  (func $number (param $at i32) (param $length i32) (result i64)
    (local $value i64)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $length)))
        (local.set $value
          (i64.add
            (i64.mul (local.get $value) (i64.const 10))
            (i64.extend_i32_u (i32.sub (i32.load8_u (local.get $at)) (i32.const 48)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $length (i32.sub (local.get $length) (i32.const 1)))
        (br $next)))
    (local.get $value))

  (func $wait
    (local $pollable i32)
    (if (i64.eqz (global.get $delay_ms)) (then (return)))
    (local.set $pollable (call $after (i64.mul (global.get $delay_ms) (i64.const 1000000))))
    (call $block (local.get $pollable))
    (call $drop_pollable (local.get $pollable)))

  (func (export "wasi:http/incoming-handler@0.2.6#handle") (param $request i32) (param $out i32)
    (local $response i32) (local $body i32) (local $stream i32)
    (call $read_environment)
    (call $wait)
    (local.set $response (call $response (call $fields)))
    (call $body (local.get $response) (i32.const 0))
    (local.set $body (i32.load (i32.const 4)))
    (call $answer (local.get $out) (i32.const 0) (local.get $response)
      (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
    (call $stream (local.get $body) (i32.const 0))
    (local.set $stream (i32.load (i32.const 4)))
    (call $write (local.get $stream) (i32.const 64) (i32.const 11) (i32.const 256))
    (call $write (local.get $stream) (global.get $name) (global.get $name_length) (i32.const 256))
    (call $write (local.get $stream) (i32.const 96) (i32.const 1) (i32.const 256))
    (call $drop_stream (local.get $stream))
    (call $finish (local.get $body) (i32.const 0) (i32.const 0) (i32.const 512))))
