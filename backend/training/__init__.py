"""The training loop and all that serves it, and the way from a project to a job.

May import tasks, insight, failures, runs, protocol, datasets, torch_utils and builder.
Without torch: prepare_job, thread_runner.
"""
