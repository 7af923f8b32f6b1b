using System.Runtime.CompilerServices;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;

namespace Personalize.Tests.Engine;

public sealed class ReadmeTests
{
    [Fact]
    public void The_sample_of_the_readme_is_the_code_that_runs_below()
    {
        var tests = Path.GetDirectoryName(Here())!;
        var readme = File.ReadAllText(Path.Combine(tests, "..", "..", "Personalize.Engine", "README.md"));
        var source = File.ReadAllText(Here());

        Assert.Equal(Between(source, "        // sample\n", "        // end of sample\n").Replace("\n        ", "\n", StringComparison.Ordinal).Trim(),
            Between(readme, "```csharp\n", "```\n").Trim());
    }

    [Fact]
    public void The_sample_runs()
    {
        var input = SmallShop.Make().Input;
        var now = SmallShop.AsOf;
        var run = SmallShop.Run();

        // sample
        var models = new ModelSetTrainer().Train(input, version: 1, trainedAt: now, run);

        var customer = new CustomerFacts
        {
            Interests = ["coffee", "home decor"],
            History = [new ItemTouch(Item: 3, ActivityKind.Purchase, At: now.AddDays(-2))],
        };
        var query = QueryFactory.Build(models, customer, now);
        var list = Recommender.Recommend(models, query, new RecommendationRequest { Count = 5, Excluded = new HashSet<int> { 3 } });

        foreach (var (item, score, parts) in list.Items)
        {
            Console.WriteLine($"{models.Items.IdOf(item)}: {score:F3} = {string.Join(" + ", parts.Select(part => $"{part.Contribution:F3} {part.Scorer}"))}");
        }
        // end of sample

        Assert.Equal(5, list.Items.Count);
        Assert.DoesNotContain(list.Items, item => item.Item == 3);
    }

    private static string Between(string text, string start, string end)
    {
        // The markers stand in this file's own strings too; the code comes last.
        var from = text.LastIndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
