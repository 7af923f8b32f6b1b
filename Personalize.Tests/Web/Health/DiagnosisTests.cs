using Personalize.Tests.Support;
using Personalize.Web.Health;

namespace Personalize.Tests.Web.Health;

public sealed class DiagnosisTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_numbers_and_switches_and_of_texts_only_that_they_are_set()
    {
        const string secret = "s3cr3t-4e1b";
        await using var app = new PersonalizeApp
        {
            Settings = new Dictionary<string, string>
            {
                ["Personalize:Proxies"] = "10.99.98.97",
                ["Personalize:Security:KeyCertificatePasswordFile"] = $"/run/{secret}",
                ["Personalize:Hub:MostConnections"] = "321",
                ["ConnectionStrings:Other"] = $"Password={secret}",
            },
        };
        await app.Get<HealthWatch>().LookAsync(Cancel);

        var text = app.Get<Diagnosis>().Text(app.Get<HealthWatch>().Current!);

        Assert.Contains("Personalize:Hub:MostConnections = 321", text, StringComparison.Ordinal);
        Assert.Contains("Personalize:Proxies = (set)", text, StringComparison.Ordinal);
        Assert.Contains("Working   Database since ", text, StringComparison.Ordinal);
        Assert.All(["Parts", "Pages", "Queues", "Jobs", "Models", "Database", "Machine", "Settings", "Log"], part => Assert.Contains($"\n## {part}", text, StringComparison.Ordinal));
        Assert.All([secret, "10.99.98.97", app.DataFolder], hidden => Assert.DoesNotContain(hidden, text, StringComparison.Ordinal));
    }
}
