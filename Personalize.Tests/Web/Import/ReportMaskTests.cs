using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Import;

/// <summary>Whose refused cells of personal columns are shown to whom.</summary>
public sealed class ReportMaskTests(UploadServer server) : IClassFixture<UploadServer>
{
    private const string Text = "customer_id,age,gender,interests\nmask-1,151,f,tea\n,30,f,tea\nmask-3,30,unheard-of-and-far-too-long-for-a-gender-of-anybody-in-this-world-or-the-next,tea\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_brought_the_file_sees_its_cells_and_another_of_the_same_role_does_not()
    {
        using var analyst = server.App.CreateClient(AccountRole.Analyst);
        using var colleague = await server.App.CreateNarrowClientAsync(AccountRole.Analyst);
        var id = await UploadAsync(analyst, Text.Replace("mask-", "mine-", StringComparison.Ordinal));

        var own = await ReportAsync(analyst, id);
        var other = await ReportAsync(colleague, id);
        var admin = await ReportAsync(server.Client, id);

        Assert.Equal("151", Cell(own, "Age"));
        Assert.Equal("151", Cell(admin, "Age"));
        Assert.All([own, admin], report => Assert.False(report.TryGetProperty("masked_columns", out _)));
        Assert.Null(Cell(other, "Age"));
        Assert.Null(Cell(other, "Gender"));
        Assert.Equal(["Age", "Gender", "Social media activity"], other.GetProperty("masked_columns").EnumerateArray().Select(column => column.GetString()!));
        Assert.Equal(
            own.GetProperty("rejections").EnumerateArray().Select(row => row.GetProperty("code").GetString()),
            other.GetProperty("rejections").EnumerateArray().Select(row => row.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_answer_to_a_file_that_somebody_else_brought_before_hides_them_too()
    {
        await UploadAsync(server.Client, Text.Replace("mask-", "theirs-", StringComparison.Ordinal));
        using var analyst = server.App.CreateClient(AccountRole.Analyst);
        using var form = Form(Text.Replace("mask-", "theirs-", StringComparison.Ordinal));
        using var response = await analyst.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.True(answer.GetProperty("already_imported").GetBoolean());
        Assert.Null(Cell(answer, "Age"));
        Assert.Equal(3, answer.GetProperty("masked_columns").GetArrayLength());
    }

    private static string? Cell(JsonElement report, string column) => Assert.Single(
        report.GetProperty("rejections").EnumerateArray(), row => row.GetProperty("column").GetString() == column).GetProperty("value").GetString();

    private static async Task<JsonElement> ReportAsync(HttpClient client, string id) =>
        await client.GetFromJsonAsync<JsonElement>($"/api/imports/{id}", Cancellation);

    private static async Task<string> UploadAsync(HttpClient client, string text)
    {
        using var form = Form(text);
        using var response = await client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("import_id").GetString()!;
    }

    private static MultipartFormDataContent Form(string text)
    {
        var file = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return new MultipartFormDataContent { { file, "file", "people.csv" } };
    }
}
