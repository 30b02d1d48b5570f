program work
  implicit none
  double precision :: total
  total = 0d0
  call hot_in_fortran(total, 400)
  print '(a, f8.3)', 'done', total
contains
  subroutine hot_in_fortran(sum, rounds)
    double precision, intent(inout) :: sum
    integer, intent(in) :: rounds
    integer :: i, k
    do k = 1, rounds
      do i = 1, 100000
        sum = sum * 0.5d0 + sqrt(dble(i)) * 1d-6
      end do
    end do
  end subroutine hot_in_fortran
end program work
