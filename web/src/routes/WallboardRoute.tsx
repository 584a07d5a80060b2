import { WallboardPage } from '@/features/wallboard/components/WallboardPage'

/** What hangs on the wall. */
export function WallboardRoute() {
  return <WallboardPage />
}
