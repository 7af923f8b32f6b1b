using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Personalize.Engine;
using Personalize.Engine.Interactions;
using Personalize.Engine.Scoring;
using Personalize.Tests.Engine.Support;
using Personalize.Tests.Support;

namespace Personalize.Tests.Engine;

public sealed partial class ReadmeTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

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

    [Fact]
    public void Every_formula_s_function_and_test_exist()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "Personalize.Engine", "README.md"));
        var engine = typeof(ModelSetTrainer).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);
        var tests = typeof(ReadmeTests).Assembly.GetTypes().Where(IsTest).Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var rows = Between(readme, "## Formulas of the specification\n", "\nDecisions where").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToArray();

        Assert.True(rows.Length >= 20);
        Assert.All(rows, row =>
        {
            var cells = row.Split('|');
            var type = "";
            Assert.All(Quoted().Matches(cells[^3]), function =>
            {
                // Where a name starts with its dot the type is that of the name before.
                var (named, member) = (function.Groups[1].Value, function.Groups[2].Value);
                if (named.Length > 0) type = named;
                Assert.Contains(engine[type], found => member.Length == 0 || found.GetMember(member, Everything).Length > 0);
            });
            Assert.NotEmpty(Quoted().Matches(cells[^2]));
            Assert.All(Quoted().Matches(cells[^2]), test => Assert.Contains(test.Groups[1].Value, tests));
        });
    }

    private static bool IsTest(Type type) => type.GetMethods().Any(method => method.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0);

    [GeneratedRegex(@"`(\w*)(?:\.(\w+))?`")]
    private static partial Regex Quoted();

    private static string Between(string text, string start, string end)
    {
        // The markers stand in this file's own strings too; the code comes last.
        var from = text.LastIndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
