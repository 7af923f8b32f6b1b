using System.Globalization;

namespace Personalize.Benchmarks.Load;

/// <summary>What a process on this machine uses, read from /proc.</summary>
internal sealed class ServerProcess(int id)
{
    // The unit of the times in /proc/PID/stat is fixed for programs, whatever the kernel's clock; see sysconf(3).
    private const double TicksPerSecond = 100;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const string Resident = "VmRSS:";

    private long _peak;

    public static bool Exists(int id) => File.Exists(StatOf(id));

    /// <summary>Highest of the working sets looked at so far.</summary>
    public long PeakBytes => _peak;

    /// <returns>0 when the process is gone.</returns>
    public long WorkingSet()
    {
        var bytes = KilobytesOf(Resident) * 1024;
        _peak = Math.Max(_peak, bytes);
        return bytes;
    }

    /// <summary>Of all its threads since its start; null when the process is gone.</summary>
    public double? ProcessorSeconds()
    {
        try
        {
            var stat = File.ReadAllText(StatOf(id));
            // The name before the last bracket may itself hold blanks and brackets.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (Number(fields[UserTime]) + Number(fields[SystemTime])) / TicksPerSecond;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Looks again and again, so that the peak is seen, until cancelled.</summary>
    public async Task WatchAsync(TimeSpan period, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(period);
        try
        {
            do WorkingSet();
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    private long KilobytesOf(string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim());
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string StatOf(int id) => $"/proc/{id}/stat";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
