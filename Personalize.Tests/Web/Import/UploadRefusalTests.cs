using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Personalize.Tests.Support;
using Personalize.Web.Import;

namespace Personalize.Tests.Web.Import;

/// <summary>Requests and files that are refused, and what is left of them: nothing.</summary>
public sealed class UploadRefusalTests(UploadServer server) : IClassFixture<UploadServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.csv", "", HttpStatusCode.UnprocessableEntity, "file_empty")]
    [InlineData("x.json", "[1,2,3]", HttpStatusCode.UnprocessableEntity, "file_type_mismatch")]
    [InlineData("a.xlsx", "MZ", HttpStatusCode.UnprocessableEntity, "file_signature")]
    [InlineData("a.csv", "customer_id,age\n1,\"30\n", HttpStatusCode.UnprocessableEntity, "file_structure")]
    [InlineData("a.csv", "name,age\nx,30\n", HttpStatusCode.UnprocessableEntity, "header_missing")]
    [InlineData("a.csv", "customer_id,age,age\nx,30,30\n", HttpStatusCode.UnprocessableEntity, "header_duplicate")]
    public async Task Unfit_file_is_refused_with_problem_details(string name, string text, HttpStatusCode status, string code)
    {
        var answer = await server.PostAsync(name, text);

        Assert.Equal((status, code), (answer.Status, answer.Text("code")));
        Assert.NotEmpty(answer.Text("detail"));
        Assert.Empty(server.UploadsLeft());
    }

    [Fact]
    public async Task File_of_another_kind_is_named_by_its_ending()
    {
        var answer = await server.PostAsync("x.json", "[1,2,3]");

        Assert.Equal("Files ending in \".json\" are not read. Save it as .xlsx or .csv and retry.", answer.Text("detail"));
    }

    [Fact]
    public async Task Request_without_a_file_is_refused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "note" } };

        Assert.Equal((HttpStatusCode.BadRequest, "file_missing"), await server.CodeAsync(form));
    }

    [Fact]
    public async Task Two_files_are_refused()
    {
        using var form = new MultipartFormDataContent { { UploadServer.File("customer_id\n1\n"), "file", "a.csv" }, { UploadServer.File("customer_id\n2\n"), "file", "b.csv" } };

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await server.CodeAsync(form));
        Assert.Empty(server.UploadsLeft());
    }

    [Fact]
    public async Task A_hundred_parts_are_refused()
    {
        using var form = new MultipartFormDataContent();
        for (var part = 0; part < 100; part++)
            form.Add(new StringContent("x"), $"note{part}");

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await server.CodeAsync(form));
    }

    [Fact]
    public async Task Seventeen_headers_of_a_part_are_refused()
    {
        var file = UploadServer.File("customer_id\n1\n");
        for (var header = 0; header < 16; header++)
            file.Headers.Add($"X-{header}", "x");
        using var form = new MultipartFormDataContent { { file, "file", "a.csv" } };

        Assert.Equal((HttpStatusCode.BadRequest, "too_many_parts"), await server.CodeAsync(form));
    }

    [Fact]
    public async Task Body_that_is_no_form_is_an_unsupported_type()
    {
        using var text = new StringContent("customer_id\n1\n", Encoding.UTF8, "text/html");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.CodeAsync(text)).Status);
    }

    [Fact]
    public async Task File_declared_as_a_page_is_an_unsupported_type()
    {
        using var form = new MultipartFormDataContent { { UploadServer.File("customer_id\n1\n", "text/html"), "file", "a.csv" } };

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await server.CodeAsync(form)).Status);
    }

    [Fact]
    public async Task Body_cut_off_is_refused()
    {
        using var body = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\ncustomer_id\n1", Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        Assert.Equal(HttpStatusCode.BadRequest, (await server.CodeAsync(body)).Status);
        Assert.Empty(server.UploadsLeft());
    }

    [Theory]
    [InlineData("../../etc/x.csv", "x.csv")]
    [InlineData("..\\..\\x.csv", "x.csv")]
    [InlineData("CON.csv", "CON.csv")]
    [InlineData("a\u202Evsc.csv", "avsc.csv")]
    public async Task Name_of_the_sender_is_only_shown(string given, string shown)
    {
        using var form = new MultipartFormDataContent();
        var file = UploadServer.File($"customer_id\n{Guid.NewGuid()}\n");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = given };
        form.Add(file);
        using var response = await server.Client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var report = await server.App.Get<ImportService>().FindAsync(PersonalizeApp.Tester, answer.GetProperty("import_id").GetGuid(), Cancellation);

        Assert.Equal(shown, report!.FileName);
        Assert.Empty(server.UploadsLeft());
    }

    [Fact]
    public async Task File_over_the_limit_is_refused()
    {
        await using var app = new PersonalizeApp { Settings = new Dictionary<string, string> { ["Personalize:Import:MaxFileMegabytes"] = "1" } };
        using var client = app.CreateClient();
        using var form = new MultipartFormDataContent { { UploadServer.File(new string('a', (1 << 20) + 1)), "file", "a.csv" } };
        using var response = await client.PostAsync(new Uri("/upload", UriKind.Relative), form, Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
