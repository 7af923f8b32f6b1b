using Personalize.Web.Health.Parts;

namespace Personalize.Web.Health;

/// <summary>Looks at all parts, and remembers since when each is as it is.</summary>
/// <threadsafety>One looks, anybody reads <see cref="Current"/>.</threadsafety>
internal sealed partial class HealthBoard(IEnumerable<IPart> parts, TimeProvider time, ILogger<HealthBoard> log)
{
    /// <summary>A part that has not answered by then counts as down.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Seat[] _seats = [.. parts.Select(part => new Seat(part))];
    private HealthReport? _current;

    /// <summary>Null before the first look.</summary>
    public HealthReport? Current => Volatile.Read(ref _current);

    public async Task LookAsync(CancellationToken cancellation)
    {
        var findings = await Task.WhenAll(_seats.Select(seat => LookAsync(seat, cancellation)));
        var now = time.GetUtcNow();
        Volatile.Write(ref _current, new HealthReport(now, [.. _seats.Zip(findings, (seat, finding) => Note(seat, finding, now))]));
    }

    private async Task<Finding> LookAsync(Seat seat, CancellationToken cancellation)
    {
        try
        {
            // A look that hangs is waited for again, not begun a second time.
            seat.Looking ??= seat.BeginAsync();
            var finding = await seat.Looking.WaitAsync(Patience, time, cancellation);
            seat.Looking = null;
            return finding;
        }
        catch (TimeoutException)
        {
            return new Finding(
                PartState.Down, $"It has not answered for {Patience.TotalSeconds:0} seconds.",
                "Look whether what it needs, such as a server or a disk, hangs. It counts as working again as soon as it answers.");
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            seat.Looking = null;
            if (seat.Status?.State != PartState.Down)
                LogCannotLook(seat.Part.Name, fault);
            return new Finding(PartState.Down, $"It could not be looked at ({fault.GetBaseException().GetType().Name}).", "The log says more.");
        }
    }

    private PartStatus Note(Seat seat, Finding finding, DateTimeOffset now)
    {
        var (part, before) = (seat.Part, seat.Status);
        var since = before?.State == finding.State ? before.Since : now;
        if (before is not null && before.State != finding.State)
            LogChange(part.Name, before.State, finding);
        return seat.Status = new PartStatus(part.Name, part.Purpose, finding.State, since, finding.Detail, finding.NextStep);
    }

    private void LogChange(string part, PartState before, Finding finding)
    {
        if (finding.State == PartState.Working)
            LogBetter(part, before);
        else
            LogWorse(part, finding.State, finding.Detail);
    }

    private sealed class Seat(IPart part)
    {
        public IPart Part => part;

        public Task<Finding>? Looking { get; set; }

        public PartStatus? Status { get; set; }

        // SQLite answers on the calling thread, and the other parts must not wait for it.
        public async Task<Finding> BeginAsync()
        {
            await Task.Yield();
            return await part.LookAsync(CancellationToken.None);
        }
    }

    [LoggerMessage(130, LogLevel.Warning, "{Part} is {State}: {Detail}")]
    private partial void LogWorse(string part, PartState state, string detail);

    [LoggerMessage(131, LogLevel.Information, "{Part} works again; it was {Before}")]
    private partial void LogBetter(string part, PartState before);

    [LoggerMessage(132, LogLevel.Error, "How {Part} is could not be seen")]
    private partial void LogCannotLook(string part, Exception fault);
}
