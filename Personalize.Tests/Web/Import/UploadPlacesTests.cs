using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;
using Personalize.Web.Import.Running;

namespace Personalize.Tests.Web.Import;

/// <summary>How many files may wait, run or arrive at once: each takes room on the disk.</summary>
public sealed class UploadPlacesTests
{
    private static readonly Uri Upload = new("/upload?wait=false", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_still_arriving_takes_a_place()
    {
        await using var app = WithPlaces(1);
        var uploads = Path.Combine(app.DataFolder, "uploads");
        var slow = new SlowUpload(app);
        var first = slow.SendAsync();
        await Until.ReachedAsync(() => Directory.Exists(uploads) && Directory.EnumerateFiles(uploads).Any());
        using var client = app.CreateClient();
        using var other = new MultipartFormDataContent { { UploadServer.File("customer_id\nother-1\n"), "file", "other.csv" } };
        using var second = await client.PostAsync(Upload, other, Cancellation);
        slow.Finish();

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, await first);
    }

    [Fact]
    public async Task A_file_that_is_refused_gives_its_place_back()
    {
        await using var app = WithPlaces(1);
        using var client = app.CreateClient();

        foreach (var status in (HttpStatusCode[])[HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity])
        {
            using var form = new MultipartFormDataContent { { UploadServer.File(""), "file", "a.csv" } };
            using var answer = await client.PostAsync(Upload, form, Cancellation);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Upload_beyond_the_queue_is_asked_to_come_again()
    {
        await using var app = WithPlaces(5);
        using var client = app.CreateClient();
        var statuses = new List<HttpStatusCode>();
        for (var upload = 0; upload < 6; upload++)
        {
            using var form = new MultipartFormDataContent { { UploadServer.File($"customer_id\nq{upload}\n"), "file", "a.csv" } };
            using var response = await client.PostAsync(Upload, form, Cancellation);
            statuses.Add(response.StatusCode);
            if (upload == 5)
                Assert.NotNull(response.Headers.RetryAfter);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Accepted, 5), HttpStatusCode.TooManyRequests], statuses);
    }

    [Fact]
    public async Task An_upload_that_cannot_be_written_down_leaves_no_import_behind()
    {
        await using var app = WithPlaces(5);
        await using var db = await app.OpenDatabaseAsync();
        await db.Database.ExecuteSqlRawAsync(
            """
            CREATE TRIGGER "NoImports" BEFORE INSERT ON "AuditEntries" WHEN NEW."Action" = 'import.begin'
            BEGIN SELECT RAISE(ABORT, 'The test allows no import.'); END
            """,
            Cancellation);
        using var client = app.CreateClient();
        using var form = new MultipartFormDataContent { { UploadServer.File("customer_id\nlost-1\n"), "file", "a.csv" } };

        using var answer = await client.PostAsync(Upload, form, Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await db.Imports.ToListAsync(Cancellation));
    }

    // Without the host that runs them, queued imports stay queued.
    private static PersonalizeApp WithPlaces(int count) => new()
    {
        Settings = new Dictionary<string, string> { ["Personalize:Import:MaxQueued"] = $"{count}" },
        Configure = services => services.Remove(services.Single(service => service.ImplementationType == typeof(ImportHost))),
    };

    /// <summary>A file of which the second half comes when the test says so.</summary>
    private sealed class SlowUpload(PersonalizeApp app)
    {
        private readonly SlowContent _content = new("customer_id\nslow-1\n");

        public void Finish() => _content.Rest.SetResult();

        public async Task<HttpStatusCode> SendAsync()
        {
            // Not the usual client: that one reads all of a file before it sends any of it.
            using var client = app.CreateClient(AccountRole.Admin);
            using var form = new MultipartFormDataContent { { _content, "file", "slow.csv" } };
            using var answer = await client.PostAsync(Upload, form, Cancellation);
            return answer.StatusCode;
        }
    }

    private sealed class SlowContent(string text) : HttpContent
    {
        public TaskCompletionSource Rest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await stream.FlushAsync();
            await Rest.Task;
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
