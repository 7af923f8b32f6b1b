using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Live;
using Personalize.Tests.Support;
using Personalize.Web.Audit;
using Personalize.Web.Live;
using Personalize.Web.Live.Limits;

namespace Personalize.Tests.Web.Live;

public sealed class LimitsTests(PersonalizeApp app) : IClassFixture<PersonalizeApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LimitsEditor Editor => app.Get<LimitsEditor>();

    [Fact]
    public async Task Saved_limits_hold_at_once_are_written_down_and_can_be_taken_back()
    {
        var before = await Editor.SaveAsync(PersonalizeApp.Tester, new LiveLimits { MostFallbackPercent = 5 }, Cancellation);

        var overview = app.Get<LiveOverview>();
        overview.Tick();
        Assert.Equal(25, before.MostFallbackPercent);
        Assert.Equal(5, overview.Current.Limits.MostFallbackPercent);

        await using var db = await app.OpenDatabaseAsync();
        var entry = await db.AuditEntries.OrderByDescending(one => one.Sequence).FirstAsync(Cancellation);
        Assert.Equal("live-limits.update", entry.Action);
        Assert.IsType<UndoOutcome.Undone>(await app.Get<AuditUndoing>().UndoAsync(PersonalizeApp.Tester, entry.Sequence, Cancellation));
        overview.Tick();
        Assert.Equal(25, overview.Current.Limits.MostFallbackPercent);
    }

    [Fact]
    public async Task Who_may_not_set_them_is_refused()
    {
        var analyst = new Actor(ActorKind.Account, 1, RoleRights.Of(AccountRole.Analyst), ActionSource.Page, RequestId: null);

        await Assert.ThrowsAsync<RightMissingException>(() => Editor.SaveAsync(analyst, new LiveLimits(), Cancellation));
    }

    [Theory]
    [InlineData("serve", "0")]
    [InlineData("serve", "1.5")]
    [InlineData("serve", "60001")]
    [InlineData("silence", "4")]
    [InlineData("fallback", "-0.1")]
    [InlineData("fallback", "100.5")]
    [InlineData("coverage", "NaN")]
    [InlineData("click", "many")]
    public void What_is_no_limit_is_refused_with_what_would_be_one(string field, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var draft = LimitsDraft.Of(new LiveLimits());
        draft.Texts[field] = text;

        Assert.Null(draft.Check());

        Assert.Equal([field], draft.Errors.Keys);
        Assert.Contains($"'{text}'", draft.Errors[field], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve", "1")]
    [InlineData("serve", "60000")]
    [InlineData("fallback", "0")]
    [InlineData("fallback", "100")]
    public void Ends_of_the_range_are_limits(string field, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var draft = LimitsDraft.Of(new LiveLimits());
        draft.Texts[field] = text;

        Assert.NotNull(draft.Check());
    }
}
