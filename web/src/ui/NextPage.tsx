import { Button } from 'antd'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useWords } from '@/words'
import { common } from '@/words/common'

interface NextPageProps {
  count: number
  capped: boolean
  hasNext: boolean
  isReading: boolean
  onNext: () => void
  /** The next page is read by itself when the foot comes into sight. */
  auto?: boolean
}

/** The foot of a list: how many there are, and the next page. */
export function NextPage({ count, capped, hasNext, isReading, onNext, auto = false }: NextPageProps) {
  const words = useWords(common)
  const foot = useRef<HTMLDivElement>(null)
  const near = useEffectEvent(() => {
    if (hasNext) onNext()
  })
  useEffect(() => {
    if (!auto || foot.current === null || isReading) return
    const watch = new IntersectionObserver(([seen]) => seen?.isIntersecting && near())
    watch.observe(foot.current)
    return () => watch.disconnect()
  }, [auto, isReading])
  return (
    <div ref={foot} className="list-foot">
      <span className="quiet">{words.count(count, capped)}</span>
      {hasNext && (
        <Button size="small" loading={isReading} onClick={onNext}>
          {words.loadMore}
        </Button>
      )}
    </div>
  )
}
