namespace Personalize.Web.Live.Figures;

/// <summary>Counts per numbered bucket, of which the newest few are remembered. Old buckets are forgotten by being overwritten.</summary>
internal sealed class CountRing(int buckets)
{
    private readonly long[] _numbers = new long[buckets];
    private readonly long[] _counts = new long[buckets];

    public void Add(long bucket, long count = 1)
    {
        var slot = (int)(bucket % buckets);
        if (_numbers[slot] > bucket) return;
        if (_numbers[slot] < bucket)
        {
            _numbers[slot] = bucket;
            _counts[slot] = 0;
        }

        _counts[slot] += count;
    }

    public long this[long bucket]
    {
        get
        {
            var slot = (int)(bucket % buckets);
            return _numbers[slot] == bucket ? _counts[slot] : 0;
        }
    }

    /// <summary>Both ends included; no more buckets than the ring holds.</summary>
    public long Sum(long from, long to)
    {
        long sum = 0;
        for (var bucket = from; bucket <= to; bucket++) sum += this[bucket];
        return sum;
    }
}
