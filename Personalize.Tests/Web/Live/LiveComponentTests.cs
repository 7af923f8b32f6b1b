using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Support;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Live;

public sealed class LiveComponentTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeFeed _feed;
    private readonly BunitContext _pages = new();

    public LiveComponentTests()
    {
        _feed = new ChangeFeed(_time);
        _pages.Services.AddSingleton(_feed);
    }

    public ValueTask DisposeAsync() => _pages.DisposeAsync();

    [Fact]
    public void It_loads_everything_first_and_subscribes_once_however_often_it_is_rendered()
    {
        var follower = _pages.Render<Follower>();
        follower.WaitForAssertion(() => Assert.True(Assert.Single(follower.Instance.Loads).Everything));

        follower.Render();
        follower.Render();

        Assert.Equal(1, _feed.SubscriberCount);
    }

    [Fact]
    public async Task A_change_that_matters_reloads_and_renders()
    {
        var follower = _pages.Render<Follower>();
        follower.WaitForState(() => follower.Instance.Loads.Count == 1);

        _feed.Publish(new CustomerChanged(Follower.Stranger, Aspects.Profile));
        _feed.Publish(new CustomerChanged(7, Aspects.Engagement));
        await Until.ReachedAsync(() => follower.Instance.Loads.Count >= 2, () => _time.Advance(ChangeFeed.Interval));

        var load = follower.Instance.Loads[1];
        Assert.Equal(new Dictionary<int, Aspects> { [7] = Aspects.Engagement }, load.Customers);
        follower.WaitForAssertion(() => Assert.Equal("2", follower.Markup));
    }

    [Fact]
    public async Task It_unsubscribes_when_it_goes()
    {
        var follower = _pages.Render<Follower>();
        follower.WaitForState(() => follower.Instance.Loads.Count == 1);
        var component = follower.Instance;

        await _pages.DisposeComponentsAsync();

        Assert.Equal(0, _feed.SubscriberCount);
        Assert.True(component.HasLeft);
    }

    [Fact]
    public void A_reload_that_fails_reaches_the_error_boundary_and_ends_the_subscription()
    {
        var page = _pages.Render<ErrorBoundary>(boundary => boundary
            .AddChildContent<Follower>(follower => follower.Add(component => component.Problem, new InvalidOperationException("no database")))
            .Add(component => component.ErrorContent, problem => $"<p>{problem.Message}</p>"));

        page.WaitForAssertion(() => Assert.Equal("<p>no database</p>", page.Markup));
        page.WaitForAssertion(() => Assert.Equal(0, _feed.SubscriberCount));
    }

    private sealed class Follower : LiveComponent
    {
        public const int Stranger = 99;

        [Parameter]
        public Exception? Problem { get; set; }

        public List<ChangeSet> Loads { get; } = [];

        public bool HasLeft { get; private set; }

        protected override bool Interested(CustomerChanged change) => change.Customer != Stranger;

        protected override Task ReloadAsync(ChangeSet changes, CancellationToken cancellation)
        {
            Loads.Add(changes);
            return Problem is null ? Task.CompletedTask : Task.FromException(Problem);
        }

        protected override ValueTask LeaveAsync()
        {
            HasLeft = true;
            return ValueTask.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Loads.Count);
    }
}
