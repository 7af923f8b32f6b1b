using System.Collections.Immutable;

namespace Personalize.Web.Hubs;

/// <summary>The newest sequences of one customer, as they were read last.</summary>
/// <param name="Start">All after this one are known, and none before.</param>
internal sealed record KnownSequences(long Start, ImmutableArray<long> Recent)
{
    /// <summary>How many are remembered for those who are a little behind.</summary>
    public const int Kept = 256;

    public long Newest => Recent.IsEmpty ? Start : Recent[^1];

    /// <returns>How many came after the position; null when that is not known.</returns>
    public int? Count(long position)
    {
        if (position < Start || position > Newest)
            return null;
        var index = Recent.BinarySearch(position);
        return Recent.Length - (index >= 0 ? index + 1 : ~index);
    }

    public KnownSequences With(IReadOnlyList<long> fresh)
    {
        ImmutableArray<long> all = [.. Recent, .. fresh];
        return all.Length <= Kept ? this with { Recent = all } : new KnownSequences(all[^(Kept + 1)], all[^Kept..]);
    }
}

/// <summary>Reads what is new of one customer, once for all who ask at the same time.</summary>
internal sealed class CustomerTail(int customer, IJournalReader journal)
{
    private readonly Lock _gate = new();
    private volatile bool _isOutdated = true;
    private KnownSequences? _known;
    private Task<KnownSequences>? _reading;

    /// <summary>Something was committed that was perhaps not read yet. Never waits.</summary>
    public void Outdate() => _isOutdated = true;

    /// <returns>What was read at or after the last <see cref="Outdate"/>.</returns>
    public Task<KnownSequences> ReadAsync()
    {
        lock (_gate)
        {
            if (_reading is null || _isOutdated || _reading.IsFaulted)
            {
                // First the mark, then the reading: what is committed in between marks it anew.
                _isOutdated = false;
                _reading = ReadAfterAsync(_reading);
            }

            return _reading;
        }
    }

    // One after the other, and not on behalf of one caller: others wait for the same.
    private async Task<KnownSequences> ReadAfterAsync(Task? previous)
    {
        await Task.Yield();
        if (previous is not null)
            await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var fresh = _known is null ? null : await journal.AfterAsync(customer, _known.Newest, KnownSequences.Kept + 1, CancellationToken.None);

        // Too much at once to be remembered one by one, or the first time.
        _known = fresh is null || fresh.Count > KnownSequences.Kept
            ? new KnownSequences((await journal.OfCustomerAsync(customer, since: null, CancellationToken.None)).Position, [])
            : _known!.With(fresh);
        return _known;
    }
}
