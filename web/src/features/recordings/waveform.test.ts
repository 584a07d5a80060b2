import { expect, it } from 'vitest'
import { movedBy, pausedShares, waveformPath } from './waveform'

it('draws each part around the middle, and what is quiet as a thin line', () => {
  expect(waveformPath([255, 0, 300])).toBe('M0.5 0.0V100.0M1.5 49.0V51.0M2.5 0.0V100.0')
  expect(waveformPath([])).toBe('')
})

it('does not move beyond the ends', () => {
  expect([movedBy(3000, -5000, 10_000), movedBy(8000, 5000, 10_000), movedBy(2000, 5000, 10_000)]).toEqual([0, 10_000, 7000])
})

it('shows where recording was paused, to the end when it was not taken up again', () => {
  expect(pausedShares([[1000, 3000], [9000, null]], 10_000)).toEqual([[0.1, 0.2], [0.9, 0.1]])
  expect(pausedShares([[0, 5]], 0)).toEqual([])
})
