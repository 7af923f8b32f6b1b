namespace Personalize.Web.Shell;

/// <param name="Letter">Pressed after "g" it goes there.</param>
/// <param name="Words">Further words the command palette finds it by.</param>
internal sealed record ShellPage(string Title, string Path, string Icon, char Letter, string Words)
{
    /// <summary>Not one of our components: the browser has to load it.</summary>
    public bool IsDocument { get; init; }
}

/// <summary>The pages of the navigation rail, in its order.</summary>
internal static class ShellPages
{
    public static readonly IReadOnlyList<ShellPage> All =
    [
        new("Live", "/", MudBlazor.Icons.Material.Outlined.MonitorHeart, 'l', "dashboard overview activity stream home"),
        new("Users", "/users", MudBlazor.Icons.Material.Outlined.PeopleAlt, 'u', "customers people profiles grid"),
        new("Items", "/items", MudBlazor.Icons.Material.Outlined.Inventory2, 'i', "catalogue products articles"),
        new("Recommend", "/recommend", MudBlazor.Icons.Material.Outlined.AutoAwesome, 'r', "recommendations explorer weights explain"),
        new("Import", "/import", MudBlazor.Icons.Material.Outlined.UploadFile, 'm', "upload spreadsheet excel xlsx csv file"),
        new("API", "/docs/api", MudBlazor.Icons.Material.Outlined.Api, 'a', "rest openapi documentation developer curl") { IsDocument = true },
    ];
}
