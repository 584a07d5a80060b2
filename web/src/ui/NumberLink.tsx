import { useNavigate } from '@tanstack/react-router'
import { orderOfNumber } from '@/api/orderOfNumber'
import { OrderNumber } from './OrderNumber'
import { useTell } from './useTell'

/** An order of which only the number is known: it is looked up when somebody wants to see it. */
export function NumberLink({ number }: { number: string }) {
  const navigate = useNavigate()
  const { failed } = useTell()
  const open = () =>
    void orderOfNumber(number).then((id) => navigate({ to: '/orders/$orderId', params: { orderId: id } }), failed)
  return (
    <button type="button" className="link-button" onClick={open}>
      <OrderNumber number={number} />
    </button>
  )
}
