import type { StorageOperation } from '../domain/event.ts';

/**
 * What the types of the team log do to files, https://github.com/dropbox/dropbox-api-spec `team_log.stone`.
 * Policies, comments, views and renames move nothing.
 */

const TYPES: Readonly<Record<StorageOperation, readonly string[]>> = {
  upload: [
    'file_add',
    'file_add_from_automation',
    'file_copy',
    'file_edit',
    'file_request_receive_file',
    'email_ingest_receive_file',
    'paper_content_create',
    'send_and_track_file_added',
    'showcase_file_added',
  ],
  download: [
    'file_download',
    'file_transfers_transfer_download',
    'folder_download',
    'shared_content_copy',
    'shared_content_download',
    'shared_link_copy',
    'shared_link_download',
    'paper_doc_download',
    'paper_admin_export_start',
    'media_hub_file_downloaded',
    'replay_file_downloaded',
    'showcase_file_download',
    'backup_download',
    'dropbox_passwords_exported',
    'export_members_report',
    'governance_policy_zip_part_downloaded',
    'legal_holds_export_downloaded',
  ],
  share: [
    'collection_share',
    'file_transfers_file_add',
    'file_transfers_transfer_send',
    'media_hub_project_team_add',
    'media_hub_shared_link_audience_changed',
    'media_hub_shared_link_created',
    'note_acl_link',
    'note_shared',
    'paper_content_add_member',
    'paper_doc_change_sharing_policy',
    'paper_doc_slack_share',
    'paper_doc_team_invite',
    'paper_folder_team_invite',
    'paper_published_link_change_permission',
    'paper_published_link_create',
    'replay_file_shared_link_created',
    'replay_project_team_add',
    'send_and_track_link_created',
    'sf_add_group',
    'sf_allow_non_members_to_view_shared_links',
    'sf_external_invite_warn',
    'sf_fb_invite',
    'sf_invite_group',
    'sf_team_grant_access',
    'sf_team_invite',
    'shared_content_add_invitees',
    'shared_content_add_member',
    'shared_content_change_link_audience',
    'shared_content_restore_invitees',
    'shared_content_restore_member',
    'shared_folder_create',
    'shared_folder_transfer_ownership',
    'shared_link_change_visibility',
    'shared_link_create',
    'shared_link_settings_change_audience',
    'shared_link_settings_remove_password',
    'shared_link_share',
    'shmodel_group_share',
    'showcase_access_granted',
    'showcase_add_member',
  ],
  delete: [
    'file_delete',
    'file_permanently_delete',
    'folder_delete',
    'member_permanently_delete_account_contents',
    'paper_content_permanently_delete',
    'paper_doc_deleted',
    'paper_doc_trashed',
    'paper_folder_deleted',
    'replay_file_delete',
    'showcase_permanently_deleted',
    'showcase_trashed',
    'team_folder_permanently_delete',
  ],
};

export const TRANSFERS: ReadonlyMap<string, StorageOperation> = new Map(
  (['upload', 'download', 'share', 'delete'] as const).flatMap((operation) =>
    TYPES[operation].map((type) => [type, operation] as const),
  ),
);

/** They go to whoever has the link, or to people outside by their nature. */
export const OUTWARD: ReadonlySet<string> = new Set([
  'file_transfers_transfer_send',
  'send_and_track_link_created',
  'sf_allow_non_members_to_view_shared_links',
  'sf_external_invite_warn',
]);
