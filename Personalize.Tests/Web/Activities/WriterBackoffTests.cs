using Microsoft.Extensions.Time.Testing;
using Personalize.Web.Activities;

namespace Personalize.Tests.Web.Activities;

public sealed class WriterBackoffTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Waits_double_up_to_the_longest()
    {
        var backoff = new WriterBackoff(_time);
        double[] waits = new double[8];
        for (var failure = 0; failure < waits.Length; failure++)
        {
            backoff.Failed();
            waits[failure] = backoff.Wait.TotalMilliseconds;
        }

        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000], waits);
    }

    [Fact]
    public void Patience_ends_after_five_seconds_of_failing()
    {
        var backoff = new WriterBackoff(_time);
        backoff.Failed();
        _time.Advance(WriterBackoff.Patience - TimeSpan.FromTicks(1));
        Assert.False(backoff.IsExhausted);

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(backoff.IsExhausted);
    }

    [Fact]
    public void A_success_forgets_the_failures()
    {
        var backoff = new WriterBackoff(_time);
        backoff.Failed();
        _time.Advance(TimeSpan.FromMinutes(1));
        backoff.Succeeded();

        Assert.False(backoff.IsExhausted);
        Assert.Null(backoff.FailingSince);
        backoff.Failed();
        Assert.Equal(WriterBackoff.FirstWait, backoff.Wait);
    }
}
