import { Button } from 'antd'
import { useWords } from '@/words'
import { common } from '@/words/common'

interface NextPageProps {
  count: number
  capped: boolean
  hasNext: boolean
  isReading: boolean
  onNext: () => void
}

/** The foot of a list: how many there are, and the next page. */
export function NextPage({ count, capped, hasNext, isReading, onNext }: NextPageProps) {
  const words = useWords(common)
  return (
    <div className="list-foot">
      <span className="quiet">{words.count(count, capped)}</span>
      {hasNext && (
        <Button size="small" loading={isReading} onClick={onNext}>
          {words.loadMore}
        </Button>
      )}
    </div>
  )
}
