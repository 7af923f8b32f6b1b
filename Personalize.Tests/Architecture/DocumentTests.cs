using System.Reflection;
using System.Text.RegularExpressions;
using Personalize.Tests.Support;

namespace Personalize.Tests.Architecture;

/// <summary>What the documents point to is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Checklist = File.ReadAllText(Path.Combine(Repository.Root, "docs", "asvs.md"));

    private static readonly HashSet<(string Type, string Method)> NamedTests =
        [.. TestName().Matches(Checklist).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];

    [Fact]
    public void Every_test_that_the_security_checklist_names_exists()
    {
        var types = typeof(DocumentTests).Assembly.GetTypes().ToLookup(type => type.Name, StringComparer.Ordinal);

        Assert.NotEmpty(NamedTests);
        Assert.All(NamedTests, test => Assert.Contains(
            types[test.Type], type => type.GetMethod(test.Method, BindingFlags.Public | BindingFlags.Instance) is not null));
    }

    [Theory]
    [InlineData("holds")]
    [InlineData("partly")]
    [InlineData("gap")]
    [InlineData("not applicable")]
    public void The_security_checklist_counts_its_own_lines_right(string state)
    {
        var levels = Requirement().Matches(Checklist).Where(match => match.Groups[2].Value == state).Select(match => match.Groups[1].Value).ToArray();

        var counted = $"| {state} | {levels.Count(level => level == "1")} | {levels.Count(level => level == "2")} | {levels.Count(level => level == "3")} | {levels.Length} |";

        Assert.Contains(counted, Checklist, StringComparison.Ordinal);
        Assert.Contains($"({NamedTests.Count} of them)", Checklist, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| \d+\.\d+\.\d+ \| (\d) \| [^|]+ \| (holds|partly|gap|not applicable) \|", RegexOptions.Multiline)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"`(\w+(?:Tests|Contract))\.(\w+)`")]
    private static partial Regex TestName();
}
