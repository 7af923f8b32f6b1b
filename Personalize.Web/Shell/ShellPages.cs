using Personalize.Data.Accounts;
using Personalize.Web.Access;

namespace Personalize.Web.Shell;

/// <param name="Letter">Pressed after "g" it goes there.</param>
/// <param name="Words">Further words the command palette finds it by.</param>
/// <param name="Needs">Shown only to who has this right; null for a page that says itself who it is for.</param>
internal sealed record ShellPage(string Title, string Path, string Icon, char Letter, string Words, Right? Needs = null)
{
    /// <summary>Not one of our components: the browser has to load it.</summary>
    public bool IsDocument { get; init; }
}

/// <summary>The pages of the navigation rail, in its order.</summary>
internal static class ShellPages
{
    public static readonly IReadOnlyList<ShellPage> All =
    [
        new("Live", "/", MudBlazor.Icons.Material.Outlined.MonitorHeart, 'l', "dashboard overview activity stream home", Right.ViewDashboards),
        new("Users", "/users", MudBlazor.Icons.Material.Outlined.PeopleAlt, 'u', "customers people profiles grid", Right.ViewCustomers),
        new("Items", "/items", MudBlazor.Icons.Material.Outlined.Inventory2, 'i', "catalogue products articles", Right.ViewDashboards),
        new("Recommend", "/recommend", MudBlazor.Icons.Material.Outlined.AutoAwesome, 'r', "recommendations explorer weights explain", Right.ViewRecommendations),
        new("Segments", "/segments", MudBlazor.Icons.Material.Outlined.BubbleChart, 's', "clusters groups k-means interests profile audience", Right.ViewCustomers),
        new("Models", "/models", MudBlazor.Icons.Material.Outlined.ModelTraining, 'o', "leaderboard evaluation training promote rollback ndcg", Right.ManageModels),
        new("Import", "/import", MudBlazor.Icons.Material.Outlined.UploadFile, 'm', "upload spreadsheet excel xlsx csv file", Right.ImportFiles),
        new("Audit", "/audit", MudBlazor.Icons.Material.Outlined.History, 't', "log trail history changes who undo", Right.ReadAudit),
        new("Health", "/health", MudBlazor.Icons.Material.Outlined.HealthAndSafety, 'h', "status system operations outage database queue memory log diagnosis", Right.ViewDashboards),
        new("Accounts", "/admin/accounts", MudBlazor.Icons.Material.Outlined.ManageAccounts, 'a', "admin people roles invite password sessions", Right.ManageAccounts),
        new("API keys", "/admin/keys", MudBlazor.Icons.Material.Outlined.VpnKey, 'k', "admin programs secrets tokens integrations", Right.ManageApiKeys),
        new("API", "/docs/api", MudBlazor.Icons.Material.Outlined.Api, 'd', "rest openapi documentation developer curl", Right.ViewDashboards) { IsDocument = true },
    ];

    public static async Task<IReadOnlyList<ShellPage>> ForAsync(PageActor actor)
    {
        List<ShellPage> shown = [];
        foreach (var page in All)
        {
            if (page.Needs is not { } right || await actor.MayAsync(right))
                shown.Add(page);
        }

        return shown;
    }
}
