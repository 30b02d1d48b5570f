def inner(n):
    s = 0
    for i in range(n):
        s += i * i
    return s

def outer():
    return [inner(100000) for _ in range(80)]

outer()
