using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Personalize.Data.Sqlite.Migrations
{
    /// <summary>The database itself refuses to change or delete entries of the audit trail.</summary>
    /// <remarks>A migration that makes the table anew, as SQLite needs for most changes of columns, loses these and must make them again.</remarks>
    public partial class AuditAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "AuditEntries_NeverChanged" BEFORE UPDATE ON "AuditEntries"
                BEGIN SELECT RAISE(ABORT, 'Entries of the audit trail are never changed.'); END;
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "AuditEntries_NeverDeleted" BEFORE DELETE ON "AuditEntries"
                BEGIN SELECT RAISE(ABORT, 'Entries of the audit trail are never deleted.'); END;
                """);

            // INSERT OR REPLACE deletes without a word to the trigger above.
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "AuditEntries_NeverReplaced" BEFORE INSERT ON "AuditEntries"
                WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Sequence" = NEW."Sequence")
                BEGIN SELECT RAISE(ABORT, 'Entries of the audit trail are never replaced.'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TRIGGER "AuditEntries_NeverChanged";""");
            migrationBuilder.Sql("""DROP TRIGGER "AuditEntries_NeverDeleted";""");
            migrationBuilder.Sql("""DROP TRIGGER "AuditEntries_NeverReplaced";""");
        }
    }
}
