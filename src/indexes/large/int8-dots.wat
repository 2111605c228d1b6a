(module
  (memory (export "memory") 1)

  ;; For each of the $count row numbers (u32) at $ids: the dot product of its $dims int8 numbers, the
  ;; rows lying one after the other from $base on, with the $dims int16 numbers at $query, as an i32 at
  ;; $out. $dims is a multiple of 16, at least 16. Sums do not overflow while the numbers of the query
  ;; stay within ±2^31 / (128 · $dims).
  (func (export "dots")
    (param $base i32) (param $dims i32) (param $query i32)
    (param $ids i32) (param $count i32) (param $out i32)
    (local $row i32) (local $i i32) (local $sum v128) (local $other v128)
    (block $done
      (loop $rows
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $row
          (i32.add
            (local.get $base)
            (i32.mul (i32.load (local.get $ids)) (local.get $dims))))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (local.set $other (v128.const i32x4 0 0 0 0))
        (local.set $i (i32.const 0))
        (loop $numbers
          (local.set $sum
            (i32x4.add
              (local.get $sum)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s (i32.add (local.get $row) (local.get $i)))
                (v128.load
                  (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 1)))))))
          (local.set $other
            (i32x4.add
              (local.get $other)
              (i32x4.dot_i16x8_s
                (v128.load8x8_s offset=8 (i32.add (local.get $row) (local.get $i)))
                (v128.load offset=16
                  (i32.add (local.get $query) (i32.shl (local.get $i) (i32.const 1)))))))
          (local.set $i (i32.add (local.get $i) (i32.const 16)))
          (br_if $numbers (i32.lt_u (local.get $i) (local.get $dims))))
        (local.set $sum (i32x4.add (local.get $sum) (local.get $other)))
        (i32.store
          (local.get $out)
          (i32.add
            (i32.add
              (i32x4.extract_lane 0 (local.get $sum))
              (i32x4.extract_lane 1 (local.get $sum)))
            (i32.add
              (i32x4.extract_lane 2 (local.get $sum))
              (i32x4.extract_lane 3 (local.get $sum)))))
        (local.set $ids (i32.add (local.get $ids) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $rows)))))
