using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Personalize.Tests.Support;

namespace Personalize.Tests.EndToEnd;

/// <summary>Pictures to look at, in the ignored folder artifacts/screenshots.</summary>
internal static partial class Screenshots
{
    private static readonly string Folder = Path.Combine(Repository.Root, "artifacts", "screenshots");

    public static Task SaveAsync(IPage page, string path, PageLook look)
    {
        var name = NotWord().Replace(path, "-").Trim('-');
        return page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Folder, $"{(name.Length == 0 ? "live" : name)}-{look}.png"),
            FullPage = look.Width < 600,
        });
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotWord();
}
