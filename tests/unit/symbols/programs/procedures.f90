module fields
  implicit none
contains
  function energy_of(x) result(e)
    real(8), intent(in) :: x(:)
    real(8) :: e
    integer :: i
    e = 0
    do i = 1, size(x)
      e = e + squared(x(i))
    end do
  contains
    function squared(v)
      real(8), intent(in) :: v
      real(8) :: squared
      squared = v * v
    end function
  end function
end module

subroutine plain(n)
  integer, intent(inout) :: n
  n = n + 1
end subroutine

program flow
  use fields
  implicit none
  integer :: n
  real(8) :: x(10)
  n = 2
  x = 1.5d0
  call plain(n)
  print *, energy_of(x), n
end program
