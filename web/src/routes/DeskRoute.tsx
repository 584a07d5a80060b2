import { DeskPage } from '@/features/boards/components/DeskPage'

/** The shift leader's desk. */
export function DeskRoute() {
  return <DeskPage />
}
