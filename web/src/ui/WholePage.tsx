import { Skeleton } from 'antd'
import { createContext, useContext, useEffect } from 'react'

/** Around the parts of a page: reads the whole page's record again. Null: there is no such page around. */
export const WholePage = createContext<(() => void) | null>(null)

/** Returns what reads the whole page's record again; null outside such a page. */
export function useWholePage(): (() => void) | null {
  return useContext(WholePage)
}

/** In place of a part that was refused before the whole page was: the page is read again, and asks once for all. */
export function PartRefused({ onRefused }: { onRefused: () => void }) {
  useEffect(() => onRefused(), [onRefused])
  return (
    <div className="padded" aria-busy="true">
      <Skeleton active />
    </div>
  )
}
