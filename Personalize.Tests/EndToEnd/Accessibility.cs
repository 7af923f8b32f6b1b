using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Personalize.Tests.EndToEnd;

/// <summary>What every page owes to those who cannot see it, and to those who see little of it at a time.</summary>
internal static class Accessibility
{
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

    public static async Task RequireAsync(IPage page)
    {
        var axe = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });

        Assert.Empty(axe.Violations.Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    /// <summary>Charts, and lists that the server draws anew for phones, follow the window with a delay.</summary>
    public static async Task RequireNoExcessAsync(IPage page, string where)
    {
        try
        {
            await page.WaitForFunctionAsync(
                "() => document.documentElement.scrollWidth <= innerWidth", null, new PageWaitForFunctionOptions { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{where} is {await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth")} px too wide.");
        }
    }
}
