using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>Pictures to look at, in the ignored folder artifacts/screenshots.</summary>
internal static partial class Screenshots
{
    private static readonly string Folder = Path.Combine(Root(), "artifacts", "screenshots");

    public static Task SaveAsync(IPage page, string path, PageLook look)
    {
        var name = NotWord().Replace(path, "-").Trim('-');
        return page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{(name.Length == 0 ? "live" : name)}-{look}.png"),
            FullPage = look.Width < 600,
        });
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Personalize.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? Path.GetTempPath();
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
