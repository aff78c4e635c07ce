;; Finds where the plain text of a JSON string ends, 16 bytes a step and with no branch for each escape.
;; After a change run `node scripts/generate-json-scanner.mjs`.
(module
  ;; The caller writes a window of text at address 0 and a zero byte behind it. A zero stops the scan wherever it
  ;; stands (in text, after a backslash, among hex digits), so that no step has to ask where the window ends.
  (memory (export "memory") 1)

  ;; From address 0 to the first byte that is neither a plain character nor part of a whole, valid escape: the closing
  ;; quote, a control character, or the backslash of an escape that is wrong or cut off by the window's end.
  (func (export "skipText") (result i32)
    (local $at i32)
    (local $block v128)
    ;; Masks with one bit for each of the block's bytes, the lowest for the first.
    (local $stops i32)
    (local $backslashes i32)
    (local $escaped i32)
    (local $wrong i32)
    (local $hex i32)
    (loop $next
      (local.set $block (v128.load (local.get $at)))

      ;; Quotes and control characters.
      (local.set $stops
        (i8x16.bitmask
          (v128.or
            (i8x16.eq (local.get $block) (i8x16.splat (i32.const 0x22)))
            (i8x16.le_u (local.get $block) (i8x16.splat (i32.const 0x1f))))))

      (local.set $backslashes (i8x16.bitmask (i8x16.eq (local.get $block) (i8x16.splat (i32.const 0x5c)))))
      (if (local.get $backslashes)
        (then
          ;; The bytes behind a backslash that escapes; in a run of backslashes that is every second one. The
          ;; subtraction borrows its way through each run: what it leaves of the odd bits tells firsts from seconds.
          (local.set $escaped
            (i32.xor
              (local.get $backslashes)
              (i32.xor
                (i32.const 0xaaaaaaaa)
                (i32.sub
                  (i32.or (i32.const 0xaaaaaaaa) (i32.shl (local.get $backslashes) (i32.const 1)))
                  (local.get $backslashes)))))

          ;; Those of them that are none of " \ / b f n r t. The table has a letter at the place that its low four
          ;; bits name; b and r, for which no place is left, differ in one bit.
          (local.set $wrong
            (i32.and
              (local.get $escaped)
              (i32.xor
                (i32.const -1)
                (i8x16.bitmask
                  (v128.or
                    (i8x16.eq
                      (local.get $block)
                      (i8x16.swizzle
                        (v128.const i8x16 -1 -1 0x22 -1 0x74 -1 0x66 -1 -1 -1 -1 -1 0x5c -1 0x6e 0x2f)
                        (v128.and (local.get $block) (i8x16.splat (i32.const 0x0f)))))
                    (i8x16.eq
                      (i8x16.splat (i32.const 0x62))
                      (v128.and (local.get $block) (i8x16.splat (i32.const 0xef)))))))))

          (if (local.get $wrong)
            (then
              ;; Hex digits; of them those with another behind them; of them those with two more behind that.
              (local.set $hex
                (i8x16.bitmask
                  (v128.or
                    (i8x16.le_u ;; 0 to 9
                      (i8x16.sub (local.get $block) (i8x16.splat (i32.const 0x30)))
                      (i8x16.splat (i32.const 9)))
                    (i8x16.le_u ;; a to f, capitals made small
                      (i8x16.sub
                        (v128.or (local.get $block) (i8x16.splat (i32.const 0x20)))
                        (i8x16.splat (i32.const 0x61)))
                      (i8x16.splat (i32.const 5))))))
              (local.set $hex (i32.and (local.get $hex) (i32.shr_u (local.get $hex) (i32.const 1))))
              (local.set $hex (i32.and (local.get $hex) (i32.shr_u (local.get $hex) (i32.const 2))))

              ;; A u with four hex digits behind it is not wrong.
              (local.set $wrong
                (i32.and
                  (local.get $wrong)
                  (i32.xor
                    (i32.const -1)
                    (i32.and
                      (i8x16.bitmask (i8x16.eq (local.get $block) (i8x16.splat (i32.const 0x75))))
                      (i32.shr_u (local.get $hex) (i32.const 1))))))))

          ;; What is escaped does not stop; an escape not seen to be valid does, at its backslash.
          (local.set $stops
            (i32.or
              (i32.and (local.get $stops) (i32.xor (i32.const -1) (local.get $escaped)))
              (i32.shr_u (local.get $wrong) (i32.const 1))))))

      (if (i32.eqz (local.get $stops))
        (then
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br $next)))

      ;; Look once more from the stop on: an escape that only ran over the block's end is whole then.
      (local.set $stops (i32.ctz (local.get $stops)))
      (local.set $at (i32.add (local.get $at) (local.get $stops)))
      (br_if $next (local.get $stops)))
    (local.get $at)))
