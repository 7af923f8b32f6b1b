namespace Personalize.Web.Shell;

/// <summary>One slow clock per circuit, so that "3 min ago" grows old without a timer in each component.</summary>
public sealed class RelativeTick(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private ITimer? _timer;
    private EventHandler? _ticked;

    /// <summary>Raised on a background thread.</summary>
    public event EventHandler Ticked
    {
        add
        {
            _ticked += value;
            _timer ??= clock.CreateTimer(_ => _ticked?.Invoke(this, EventArgs.Empty), null, Interval, Interval);
        }
        remove => _ticked -= value;
    }

    public void Dispose() => _timer?.Dispose();
}
