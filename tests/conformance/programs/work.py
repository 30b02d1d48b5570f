import multiprocessing
import subprocess
import sys
import threading


def hot_in_python(n):
    total = 0
    for i in range(n):
        total += i % 7
    return total


if __name__ == "__main__":
    threads = [threading.Thread(target=hot_in_python, args=(300000,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    child = multiprocessing.Process(target=hot_in_python, args=(500000,))
    child.start()
    child.join()
    out = subprocess.run([sys.executable, "-c", "print(sum(range(1000)))"], stdout=subprocess.PIPE).stdout
    print(hot_in_python(4000000), child.exitcode, out.decode().strip())
    sys.exit(3)
