using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Personalize.Benchmarks.Speed;

/// <summary>Times whole trainings: warm, several times over, beside what the machine itself needs.</summary>
internal static class SpeedCommand
{
    // Enough for the just-in-time compiler to replace its first drafts.
    private const int WarmUps = 3;
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static int Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = SpeedOptions.Parse(arguments, cancellation);
        var subject = SpeedSubjects.All.FirstOrDefault(subject => subject.Name == options.What)
            ?? throw new CommandLineException($"--what '{options.What}' is unknown. Known: {string.Join(", ", SpeedSubjects.All.Select(subject => subject.Name))}.");
        options.Settings.RequireModelsAmong([subject.Name]);
        var result = Measure(subject, options);
        Console.Write(Table(result));
        if (options.Json is { } path) File.WriteAllText(path, JsonSerializer.Serialize(result, Form));
        return 0;
    }

    private static SpeedResult Measure(SpeedSubject subject, SpeedOptions options)
    {
        var prepared = subject.Prepare(options);
        for (var warmUp = 0; warmUp < WarmUps; warmUp++) prepared.Run();
        prepared.LimitSeconds();
        var (seconds, processor) = (new double[options.Runs], new double[options.Runs]);
        var (limits, limitProcessor) = (new double[options.Runs], new double[options.Runs]);
        var allocated = 0L;
        for (var run = 0; run < options.Runs; run++)
        {
            options.Run.Cancellation.ThrowIfCancellationRequested();
            // Each run pays for its own garbage and not for that of the one before.
            GC.Collect();
            var bytes = GC.GetTotalAllocatedBytes();
            var before = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            prepared.Run();
            seconds[run] = watch.Elapsed.TotalSeconds;
            processor[run] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            allocated = GC.GetTotalAllocatedBytes() - bytes;
            before = Environment.CpuUsage.TotalTime;
            limits[run] = prepared.LimitSeconds();
            limitProcessor[run] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }
        return new SpeedResult(
            subject.Name, Path.GetFileName(options.Data ?? "no file"), prepared.Work, options.Threads, seconds, Median(seconds), seconds.Min(), Median(processor),
            allocated, Median(limits), Median(limitProcessor), prepared.Limit)
        { Finding = prepared.Finding?.Invoke() };
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Table(SpeedResult result) => string.Create(CultureInfo.InvariantCulture,
        $"""
        {result.What}: {result.Work}, {result.Threads} threads, {result.Data}
        median of {result.Seconds.Count,2}          {result.MedianSeconds,10:F4} s
        fastest               {result.FastestSeconds,10:F4} s
        processor, median     {result.ProcessorSeconds,10:F4} s
        limit                 {result.LimitSeconds,10:F4} s   {result.Limit}
        limit, processor      {result.LimitProcessorSeconds,10:F4} s
        times the limit       {result.TimesLimit,10:F2}     by processor {result.TimesLimitOfProcessor:F2}
        allocated             {result.AllocatedBytes / 1048576d,10:F1} MiB
        {result.Finding}

        """);
}
