using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Data.Spreadsheets;
using Personalize.Engine.Interactions;
using Personalize.Tests.Data.Audit;
using Personalize.Tests.Support;
using Personalize.Web.Access;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.Accounts.Confirm;
using Personalize.Web.Accounts.Sessions;
using Personalize.Web.Activities;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit;
using Personalize.Web.Audit.Incidents;
using Personalize.Web.Catalogue;
using Personalize.Web.Customers;
using Personalize.Web.Demo;
using Personalize.Web.Health;
using Personalize.Web.Health.Figures;
using Personalize.Web.Health.Logs;
using Personalize.Web.Import;
using Personalize.Web.Live;
using Personalize.Web.Live.Limits;
using Personalize.Web.Models;
using Personalize.Web.Recommendations;
using Personalize.Web.Segments;
using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Pages;

/// <summary>Pages rendered without a browser, on the real services and a database of their own.</summary>
public sealed class PageWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly PersonalizeApp _app;

    public PageWorld()
        : this(AccountRole.Admin)
    {
    }

    /// <param name="role">Of the person who looks at the pages.</param>
    public PageWorld(AccountRole role)
    {
        _app = new() { Configure = SwitchableDatabase.Install };
        Database = _app.Get<SwitchableDatabase>();
        Pages = new();
        Pages.JSInterop.Mode = JSRuntimeMode.Loose;
        Pages.Services.AddMudServices();
        Pages.Services.AddSingleton(DeskViewport.Create());
        Pages.Services.AddScoped<Viewer>();
        Pages.Services.AddScoped<Toasts>();
        Pages.Services.AddScoped<RelativeTick>();
        var viewer = SignIn(role);
        ViewerEmail = viewer.Identity!.Name!;
        Pages.Services.AddSingleton<AuthenticationStateProvider>(new SignedInState(viewer));
        Pages.Services.AddScoped<PageActor>();
        Pages.Services.AddScoped<ConfirmedActor>();
        Share<Confirmation>();
        Share<Standing>();
        Share<IncidentTally>();
        Share<ManualTraining>();
        Share<AuditTrail>();
        Share<AuditVerifier>();
        Share<AuditUndoing>();
        Share<AccountDirectory>();
        Share<AccountEditor>();
        Share<ApiKeyIssuer>();
        Share<TimeProvider>();
        Share<ProblemLog>();
        Share<ChangeFeed>();
        Share<LiveState>();
        Share<EngagementRules>();
        Share<LimitsEditor>();
        Share<CustomerEditor>();
        Share<ItemEditor>();
        Share<ItemDirectory>();
        Share<RecommendationService>();
        Share<SegmentAtlases>();
        Share<ModelRegistry>();
        Share<IModelWorkshop>();
        Share<TrafficSimulator>();
        Share<SimulatorControl>();
        Share<ModelHolder>();
        Share<TrainingService>();
        Share<ImportService>();
        Share<SpreadsheetLimits>();
        Share<FigureSources>();
        Share<DatabaseSize>();
        Share<RecentLog>();
        Share<Diagnosis>();
        Share<IDbContextFactory<PersonalizeDb>>();
    }

    public BunitContext Pages { get; }

    /// <summary>Of the person who looks at the pages.</summary>
    public string ViewerEmail { get; }

    internal SwitchableDatabase Database { get; }

    internal LiveOverview Overview => _app.Get<LiveOverview>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task AddCustomerAsync(string customerId, params string[] interests)
    {
        await using var db = await _app.OpenDatabaseAsync();
        db.Customers.Add(new Customer { CustomerId = customerId, Age = 34, Gender = "F", Interests = [.. interests] });
        await db.SaveChangesAsync(Cancellation);
    }

    /// <summary>Begins one more session of that account.</summary>
    public async Task SignInElsewhereAsync(string email)
    {
        await using var db = await _app.OpenDatabaseAsync();
        var account = await db.Accounts.SingleAsync(row => row.Email == email, Cancellation);
        await _app.Get<SessionKeeper>().StartAsync(account, new SessionOrigin(SessionKind.Browser, "password", "Elsewhere", "127.0.0.1"), Cancellation);
    }

    public async Task AddItemsAsync(params string[] titles)
    {
        await using var db = await _app.OpenDatabaseAsync();
        for (var number = 0; number < titles.Length; number++)
        {
            db.Items.Add(new Item
            {
                Sku = $"SKU-{number + 1}",
                Title = titles[number],
                Description = titles[number],
                Category = "Sports / Outdoor",
                PriceCents = 1250,
            });
        }

        await db.SaveChangesAsync(Cancellation);
        await _app.Get<ItemDirectory>().ReloadAsync(Cancellation);
    }

    /// <summary>Does behind the server's back what somebody with the database in hand could do.</summary>
    public async Task TamperAsync(string statement)
    {
        await using var db = await _app.OpenDatabaseAsync();
        await TamperBench.DisarmAsync(db);
        await db.Database.ExecuteSqlRawAsync(statement, Cancellation);
    }

    public async Task ActAsync(string customerId, ActivityKind kind, string? sku = null)
    {
        var result = await _app.Get<ActivityIntake>().SubmitAsync(
            new OfferedActivity { CustomerId = customerId, Sku = sku, Kind = kind, Source = "api" }, Cancellation);
        Assert.IsType<IntakeResult.Stored>(result);
    }

    /// <summary>Waits until models that know all items serve, and no training is under way that would replace them.</summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "The completion source is our own.")]
    public async Task TrainAsync()
    {
        var training = _app.Get<TrainingService>();
        var models = _app.Get<ModelHolder>();
        await using var db = await _app.OpenDatabaseAsync();
        var items = await db.Items.CountAsync(Cancellation);
        var trained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = training.Status.Last;
        training.StatusChanged += Look;
        training.Request("manual");
        Look(this, EventArgs.Empty);
        await trained.Task.WaitAsync(Patience, Cancellation);
        training.StatusChanged -= Look;

        void Look(object? sender, EventArgs e)
        {
            if (training.Status is { Running: null, Last: { Reason: "manual" } last } && last != before && models.Current?.ItemNumbers.Count == items)
                trained.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Database.Repair();
        Database.Release();
        await Pages.DisposeAsync();
        await _app.DisposeAsync();
    }

    // Field initialisers make worlds, and cannot wait.
    private ClaimsPrincipal SignIn(AccountRole role) => _app.PrincipalAsync(role).GetAwaiter().GetResult();

    private void Share<TService>()
        where TService : class => Pages.Services.AddSingleton(_app.Get<TService>());
}

/// <summary>One person, signed in from the beginning to the end.</summary>
internal sealed class SignedInState(ClaimsPrincipal person) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(person));
}
