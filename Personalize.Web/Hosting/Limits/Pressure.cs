using Personalize.Web.Activities;

namespace Personalize.Web.Hosting.Limits;

/// <summary>How far the server is behind.</summary>
internal enum PressureLevel
{
    None,

    /// <summary>What can wait should.</summary>
    High,

    /// <summary>All but the taking of activities should.</summary>
    Extreme,
}

/// <summary>
/// Looks ten times a second how late the machine comes to its work and how full the queue of activities is, and says how far
/// the server is behind. Smoothed, so that one pause to collect garbage turns nobody away.
/// </summary>
internal sealed class Pressure(ActivityQueue queue, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Share of a new look in the mean: half of it is of the last 0.4 s.</summary>
    private const double Smoothing = 0.15;

    private const double HighFullness = 0.5;
    private const double ExtremeFullness = 0.8;
    private static readonly TimeSpan HighDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ExtremeDelay = TimeSpan.FromSeconds(3);

    private double _delay;
    private double _fullness;
    private int _level;

    public PressureLevel Level => (PressureLevel)Volatile.Read(ref _level);

    /// <param name="delay">By which a look came late.</param>
    internal void Look(TimeSpan delay)
    {
        _delay += Smoothing * (Math.Max(0, delay.TotalSeconds) - _delay);
        _fullness += Smoothing * (((double)queue.Depth / queue.Capacity) - _fullness);
        var level = _delay >= ExtremeDelay.TotalSeconds || _fullness >= ExtremeFullness ? PressureLevel.Extreme
            : _delay >= HighDelay.TotalSeconds || _fullness >= HighFullness ? PressureLevel.High
            : PressureLevel.None;
        Volatile.Write(ref _level, (int)level);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var last = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look(time.GetElapsedTime(last) - Interval);
                last = time.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
