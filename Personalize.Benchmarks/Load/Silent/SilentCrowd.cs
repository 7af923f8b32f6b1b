using Personalize.Benchmarks.Load.Posting;

namespace Personalize.Benchmarks.Load.Silent;

/// <summary>Hub clients that never read, beside whatever else goes on.</summary>
internal sealed class SilentCrowd : IAsyncDisposable
{
    // With the overview as many as the server lets one connection follow, unless told otherwise.
    private const int CustomersEach = 99;
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(2);

    private readonly List<SilentFollower> _followers = [];
    private readonly CancellationTokenSource _leaving = new();
    private Task _signs = Task.CompletedTask;

    public static async Task<SilentCrowd> OpenAsync(LoadOptions options, Population population, CancellationToken cancellation)
    {
        var crowd = new SilentCrowd();
        for (var number = 0; number < options.Silent; number++)
        {
            var customers = Enumerable.Range(0, Math.Min(CustomersEach, population.Customers.Count))
                .Select(index => population.Customers[((number * CustomersEach) + index) % population.Customers.Count]);
            crowd._followers.Add(await SilentFollower.OpenAsync(options.Url, options.Key, customers, cancellation));
        }

        crowd._signs = crowd.GiveSignsAsync();
        return crowd;
    }

    /// <returns>Null where there are none.</returns>
    public SilentFigures? Read()
    {
        if (_followers.Count == 0) return null;
        double[] cut = [.. _followers.Select(follower => follower.CutAfter?.TotalSeconds).OfType<double>().Order()];
        return new SilentFigures(_followers.Count, cut.Length, cut.Length == 0 ? null : cut[cut.Length / 2]);
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _signs;
        foreach (var follower in _followers) follower.Dispose();
        _leaving.Dispose();
    }

    private async Task GiveSignsAsync()
    {
        using var timer = new PeriodicTimer(BetweenSigns);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                foreach (var follower in _followers) await follower.GiveSignAsync(_leaving.Token);
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
        }
    }
}

/// <param name="Cut">Whose connection the server ended.</param>
/// <param name="MedianSecondsToCut">From the connection; null when none was cut.</param>
internal sealed record SilentFigures(int Opened, int Cut, double? MedianSecondsToCut);
