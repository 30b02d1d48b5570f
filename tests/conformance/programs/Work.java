public class Work {
    static long hotInJava(long n) {
        long x = 1;
        for (long i = 0; i < n; i++) x = x * 6364136223846793005L + 1442695040888963407L;
        return x;
    }

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(() -> hotInJava(200_000_000L));
        thread.start();
        long x = hotInJava(400_000_000L);
        thread.join();
        Process child = new ProcessBuilder("/bin/sh", "-c", "exit 4").start();
        System.out.println(x + " " + child.waitFor());
        System.exit(7);
    }
}
